/** Items with similar texts: text encoding, LSH buckets, and neighbours by content. */
package io.rapport.core.recommendation.content;
