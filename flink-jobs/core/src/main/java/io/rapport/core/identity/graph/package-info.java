/** The graph of links between records and identifiers, from which customers are computed. */
package io.rapport.core.identity.graph;
