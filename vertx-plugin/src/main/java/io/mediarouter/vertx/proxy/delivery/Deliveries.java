package io.mediarouter.vertx.proxy.delivery;

/**
 * The ways to carry an order out.
 *
 * @param stored from a distribution server
 * @param original from an origin
 * @param onDemand from a transcoding server, while it is made
 */
public record Deliveries(
    StoredDelivery stored, OriginalDelivery original, OnDemandDelivery onDemand) {}
