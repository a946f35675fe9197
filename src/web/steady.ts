import { Component, type VNode } from 'preact';

/** A component that is drawn again only when one of its properties is another value. */
export function steady<P extends object>(draw: (props: P) => VNode | null) {
  return class Steady extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const names = Object.keys(next) as (keyof P)[];
      return names.length !== Object.keys(this.props).length || names.some((name) => next[name] !== this.props[name]);
    }
    override render() {
      return draw(this.props);
    }
  };
}
