/** The parameters of the recommendation domain, one record a concern. */
package io.rapport.core.recommendation.settings;
