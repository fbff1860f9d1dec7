/** What the simulated shop sells: shelves, items with text and prices, popularity, stock. */
package io.rapport.simulator.shop;
