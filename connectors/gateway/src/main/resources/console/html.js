// The one place that names the template library.
export { html, svg, nothing, render } from '../webjars/lit-html/lit-html.js';
export { repeat } from '../webjars/lit-html/directives/repeat.js';
