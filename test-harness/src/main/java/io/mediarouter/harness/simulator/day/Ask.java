package io.mediarouter.harness.simulator.day;

import io.mediarouter.media.RenditionRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request of the audience.
 *
 * @param at when, seconds
 * @param proxy which proxy it arrives at
 * @param piece what is asked for
 * @param rendition in which form
 * @param tolerant whether a near match is accepted
 * @param announced the piece that the player says it will ask for next; null = it says nothing
 */
record Ask(
    double at,
    int proxy,
    Title.Piece piece,
    RenditionRequest rendition,
    boolean tolerant,
    Title.@Nullable Piece announced) {}
