/** Text as numbers: words, hashed n-grams. Knows nothing of what the text is about. */
package io.rapport.core.text;
