/** The JSON of the products, as routes answer and streams send it. */
package io.rapport.connectors.gateway.view;
