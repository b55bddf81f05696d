// SPDX-License-Identifier: BSL-1.0

/** The mark: one message that becomes several. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden style={{ flex: 'none', display: 'block' }}>
      <rect width="32" height="32" rx="8" fill="#3f4fd0" />
      <path
        d="M10 16h5m0 0c4 0 2-6 6.5-6M15 16c4 0 2 6 6.5 6M15 16h6.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="9" cy="16" r="2.6" fill="#fff" />
    </svg>
  );
}
