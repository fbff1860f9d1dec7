/** The assortment of the simulated shop: shelves, items with text and prices, popularity, stock. */
package io.rapport.simulator.shop;
