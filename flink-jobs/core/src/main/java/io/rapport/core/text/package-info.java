/** Text as numbers: words and hashed n-grams, independent of what the text is about. */
package io.rapport.core.text;
