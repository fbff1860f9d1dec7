/** How the values of keyed state are packed into bytes, and when a model in state is published. */
package io.rapport.core.state;
