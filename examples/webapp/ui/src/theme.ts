// SPDX-License-Identifier: BSL-1.0
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef0fd', '#dfe2fb', '#c3c9f7', '#a4adf3', '#8893ee', '#707de8', '#5d6be1', '#4d5bd9', '#3f4fd0', '#3341b3',
];
const gray: MantineColorsTuple = [
  '#f7f7f9', '#f0f1f4', '#e5e6eb', '#d7d9e0', '#bfc2cc', '#9498a5', '#747886', '#565a67', '#3a3d48', '#1d1f26',
];
const dark: MantineColorsTuple = [
  '#e4e5ea', '#c4c6cf', '#a4a7b3', '#7e8290', '#3b3e49', '#2d3039', '#202229', '#16171c', '#111216', '#0b0c0f',
];

/**
 * One brand colour, cool greys, system fonts.
 *
 * Contrast: shade 8 carries white text at 6:1 in both schemes; the resolver below darkens what Mantine shows too pale.
 */
export const theme = createTheme({
  colors: { brand, gray, dark },
  primaryColor: 'brand',
  primaryShade: { light: 8, dark: 8 },
  black: '#1d1f26',
  autoContrast: true,
  luminanceThreshold: 0.2,
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace',
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  radius: { sm: '0.375rem', md: '0.5rem', lg: '0.75rem' },
  shadows: {
    xs: '0 1px 2px rgb(20 22 30 / 6%)',
    sm: '0 1px 3px rgb(20 22 30 / 8%), 0 1px 2px rgb(20 22 30 / 4%)',
    md: '0 4px 16px rgb(20 22 30 / 10%), 0 1px 3px rgb(20 22 30 / 6%)',
  },
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    // A dialog's <header> is no banner of the page.
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45, blur: 2 }, attributes: { header: { role: 'none' } } } },
    // In place and not in a portal: there it would stand outside every landmark.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withinPortal: false, withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Card: { defaultProps: { radius: 'lg', withBorder: true, padding: 'lg' } },
    Paper: { defaultProps: { radius: 'lg' } },
  },
});

/** Colours of our own by meaning, used by the style sheets as var(--mp-…), and Mantine's that lack contrast. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a5e6b',
    '--mantine-color-placeholder': '#6a6e7b',
    '--mantine-color-error': '#b42323',
    '--mantine-color-anchor': '#3341b3',
    '--mantine-color-blue-light-color': '#1864ab',
    '--mantine-color-green-light-color': '#1f6b33',
    '--mantine-color-red-light-color': '#b42323',
    '--mantine-color-yellow-light-color': '#7a4d00',
    '--mantine-color-orange-light-color': '#9a3b00',
    '--mp-surface': '#ffffff',
    '--mp-surface-sunken': '#f7f7f9',
    '--mp-border': '#e5e6eb',
    '--mp-hover': '#f0f1f4',
    '--mp-neutral-text': '#4b4f5b',
    '--mp-neutral-fill': '#eff0f3',
    '--mp-info-text': '#3341b3',
    '--mp-info-fill': '#eef0fd',
    '--mp-success-text': '#17663a',
    '--mp-success-fill': '#e5f5eb',
    '--mp-warning-text': '#7a4d00',
    '--mp-warning-fill': '#fdf2da',
    '--mp-danger-text': '#b01f2a',
    '--mp-danger-fill': '#fdebec',
    '--mp-unsure-text': '#76309c',
    '--mp-unsure-fill': '#f6ecfb',
  },
  dark: {
    '--mantine-color-dimmed': '#a4a7b3',
    '--mantine-color-placeholder': '#8f93a1',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-anchor': '#a4adf3',
    '--mp-surface': '#1b1d23',
    '--mp-surface-sunken': '#111216',
    '--mp-border': '#2d3039',
    '--mp-hover': '#23252d',
    '--mp-neutral-text': '#c4c6cf',
    '--mp-neutral-fill': '#2a2c35',
    '--mp-info-text': '#b4bcf7',
    '--mp-info-fill': '#262a4a',
    '--mp-success-text': '#7fd6a0',
    '--mp-success-fill': '#173325',
    '--mp-warning-text': '#f0c266',
    '--mp-warning-fill': '#3a2d12',
    '--mp-danger-text': '#ff9d9f',
    '--mp-danger-fill': '#431e22',
    '--mp-unsure-text': '#d9a8f2',
    '--mp-unsure-fill': '#36213f',
  },
});
