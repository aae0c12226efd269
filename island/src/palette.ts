// The page's colours, which canvas and WebGL cannot read from a style sheet by themselves.
import { GRADES } from "./words";

const NAMES = ["paper", "panel", "ink", "soft", "rule", "hair", "link", "water", "land", "focus", "border", "label", "alert"] as const;

export type Palette = Record<(typeof NAMES)[number], string> & {
  readonly dark: boolean;
  readonly grades: readonly string[]; // by place in GRADES
  readonly holders: readonly string[];
  readonly font: string;
};

// Hues that no grade has, for those who hold places.
const HOLDERS = {
  light: ["#7a3fa0", "#8a5a1c", "#b3286e", "#4a6a12", "#3a46a8", "#8c2f2f", "#0d6f86", "#5b5f66"],
  dark: ["#c79ae8", "#d8b072", "#f08fc0", "#b3cf6e", "#a4b0ff", "#f0a3a0", "#74cfe4", "#b9bec6"],
};

const darkness = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const dark = darkness().matches;
  return {
    ...(Object.fromEntries(NAMES.map((name) => [name, value(name)])) as Record<(typeof NAMES)[number], string>),
    dark,
    grades: GRADES.map(value),
    holders: HOLDERS[dark ? "dark" : "light"],
    font: getComputedStyle(document.body).fontFamily,
  };
}

export const onScheme = (told: () => void): void => darkness().addEventListener("change", told);

export const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

// A colour of the palette, seen through.
export function faint(hex: string, opacity: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${channels.join(",")},${opacity})`;
}
