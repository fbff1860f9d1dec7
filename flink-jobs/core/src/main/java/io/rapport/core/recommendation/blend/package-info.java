/** The blend that scores candidates: features, the fixed and the learned model, and its trainer. */
package io.rapport.core.recommendation.blend;
