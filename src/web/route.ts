/** Every view is an address: what is chosen on a page stands in its query. */
import { useLocation } from 'preact-iso';

/** Goes to this page with some of its query changed; '' takes a part away. */
export function useQuery() {
  const { path, query, route } = useLocation();
  const address = (change: Readonly<Record<string, string>>): string => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    return text === '' ? path : `${path}?${text}`;
  };
  return {
    query,
    address,
    go: (change: Readonly<Record<string, string>>, replace = false) => route(address(change), replace),
  };
}

/** One of a few values in the query; the first when it has none of them. */
export function useChoice<const T extends readonly string[]>(name: string, values: T) {
  const { query, go } = useQuery();
  const value: T[number] = values.find((each) => each === query[name]) ?? (values[0] as T[number]);
  return [value, (next: T[number]) => go({ [name]: next === values[0] ? '' : next })] as const;
}
