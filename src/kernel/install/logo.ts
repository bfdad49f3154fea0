/** Two equal bars and the one that differs: the picture of the kernel in a launcher. */
export const LOGO: string = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">
<rect width="64" height="64" rx="12" fill="#1f4e79"/>
<path d="M14 50V32M32 50V32" stroke="#fff" stroke-width="9"/>
<path d="M50 50V16" stroke="#f2a541" stroke-width="9"/>
</svg>
`;
