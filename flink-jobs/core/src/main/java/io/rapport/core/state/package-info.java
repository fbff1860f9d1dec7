/** How the values of keyed state are packed into bytes. */
package io.rapport.core.state;
