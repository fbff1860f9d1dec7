/**
 * Feedback on recommendations: the join of impressions with clicks and purchases, exposure, and
 * off-policy estimates.
 */
package io.rapport.core.recommendation.feedback;
