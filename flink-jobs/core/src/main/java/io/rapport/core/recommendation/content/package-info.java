/** Items that read alike: encoded texts, LSH buckets, and neighbours by content. */
package io.rapport.core.recommendation.content;
