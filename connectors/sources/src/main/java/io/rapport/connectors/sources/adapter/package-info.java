/** The interface of source adapters, and the one way by which what they make becomes events. */
package io.rapport.connectors.sources.adapter;
