/**
 * Feedback on recommendations: impressions joined with clicks and purchases, exposure, and
 * off-policy estimates.
 */
package io.rapport.core.recommendation.feedback;
