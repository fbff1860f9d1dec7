/** Items bought together: baskets, order counts, and significant pairs. */
package io.rapport.core.recommendation.basket;
