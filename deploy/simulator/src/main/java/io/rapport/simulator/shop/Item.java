package io.rapport.simulator.shop;

import java.math.BigDecimal;

/**
 * An item of the simulated shop.
 *
 * @param index place in the assortment; for the items it opened with, also the popularity rank from
 *     0
 * @param id the shop's item number
 * @param shelf index of its shelf
 * @param category the shelf's path
 * @param price in euros, scale 4 as the contracts want it
 */
public record Item(
    int index,
    String id,
    int shelf,
    String category,
    String title,
    String description,
    String brand,
    BigDecimal price) {}
