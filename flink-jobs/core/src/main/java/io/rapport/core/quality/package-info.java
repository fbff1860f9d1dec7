/** How well the engine does, measured by itself while it runs, before it learns from the answer. */
package io.rapport.core.quality;
