package io.mediarouter.plan;

import io.mediarouter.media.Rendition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one rendition that an option could deliver.
 *
 * @param rendition which; null = the original
 * @param distance how far it is from what was asked for; 0 = it is just that
 * @param acceptable whether it is inside the request's tolerances, in a form the client can play
 * @param servers what was found of each server that could deliver or make it
 */
public record RenditionExplanation(
    @Nullable Rendition rendition,
    double distance,
    boolean acceptable,
    List<ServerExplanation> servers) {
  public RenditionExplanation {
    servers = List.copyOf(servers);
  }
}
