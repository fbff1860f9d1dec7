/** The items of a site: attributes, availability, popularity, and trends. */
package io.rapport.core.recommendation.catalogue;
