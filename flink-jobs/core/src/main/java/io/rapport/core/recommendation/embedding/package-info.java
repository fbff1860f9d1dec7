/** Item embeddings, learned in the stream from the order of visits. */
package io.rapport.core.recommendation.embedding;
