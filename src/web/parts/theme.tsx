import { useEffect, useState } from 'preact/hooks';
import { keep, kept } from '../kept.ts';

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const;
type Theme = keyof typeof NEXT;
const SIGNS = { system: '◐', light: '☀', dark: '☾' } as const;
const KEY = 'leitmotif-theme';

/** As the system has it, light, or dark; remembered. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(() => {
    const chosen = kept('localStorage', KEY);
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
  });
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    keep('localStorage', KEY, theme === 'system' ? null : theme);
  }, [theme]);
  return (
    <button
      type="button"
      class="theme"
      aria-label={`Theme: ${theme}. Change to ${NEXT[theme]}`}
      onClick={() => setTheme(NEXT[theme])}
    >
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </button>
  );
}
