/** The business rules and experiments of a site. */
package io.rapport.core.recommendation.rules;
