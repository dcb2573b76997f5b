package io.mediarouter.vertx.proxy.process;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceFit;
import io.mediarouter.plan.MediaProviderRequest;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.config.CachingConfig;
import io.mediarouter.vertx.farm.EncodedPath;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.proxy.exchange.Audience;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The writer of what an answer says of itself beside the media, and the teller of who has to know
 * of it.
 *
 * @param prefix start of the paths of media requests
 * @param caching how long caches in front may keep what is just what was asked for
 */
record AnswerNotes(
    BackgroundOrders backgroundOrders,
    Quarantine quarantine,
    Audience audience,
    String prefix,
    CachingConfig caching) {

  /** Targets caches of content delivery networks (RFC 9213). */
  private static final CharSequence CDN_CACHE_CONTROL =
      HttpHeaders.createOptimized("CDN-Cache-Control");

  /** Notes what {@code response} is, which was come by as {@code order} says. */
  void add(
      ProxyResponse response, MediaProviderRequest order, MediaRequest request, AssetEntry entry) {
    tellDifference(response, order, request, entry);
    tellWhatDecided(response, asked(order, request, entry), request, entry);
    tellAudience(order, request, entry);
  }

  /** The address of a rendition. */
  String address(AssetId asset, Rendition rendition) {
    return prefix + "/" + EncodedPath.of(asset.path()) + "?" + RenditionQuery.of(rendition);
  }

  /** The media type of an original that is what was asked for; null = what its origin says. */
  @Nullable String typeOf(MediaRequest request, AssetEntry entry) {
    Rendition exact =
        RenditionResolver.resolve(
            Objects.requireNonNull(request.rendition(), "rendition"), entry.source());
    return SourceFit.isWhole(exact, entry.source()) ? exact.format().contentType() : null;
  }

  /**
   * An answer that is not just what was asked for says what it is, and the exact one is made later.
   * No cache in front of us may keep it under the name of what it is not.
   */
  private void tellDifference(
      ProxyResponse response, MediaProviderRequest order, MediaRequest request, AssetEntry entry) {
    Rendition delivered = order.rendition();
    var asked = request.rendition();
    if (asked == null) {
      return;
    }
    if (order.distance() > 0
        || order.option() == PublishingOption.PASS_THROUGH
        || isStale(order, entry)) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    } else if (delivered != null && response.getStatusCode() < 400) {
      tellCaches(response);
    }
    if (delivered != null && isStale(order, entry)) {
      orderExact(entry, delivered);
    }
    if (delivered != null && order.distance() > 0) {
      response.putHeader(HttpHeaders.CONTENT_LOCATION, address(entry.asset(), delivered));
      orderExact(entry, RenditionResolver.resolve(asked, entry.source()));
    }
  }

  private void tellCaches(ProxyResponse response) {
    if (caching.cacheControl() != null) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, caching.cacheControl());
    }
    if (caching.cdnCacheControl() != null) {
      response.putHeader(CDN_CACHE_CONTROL, caching.cdnCacheControl());
    }
  }

  /** Whether what is delivered was made of another version of the source. */
  static boolean isStale(MediaProviderRequest order, AssetEntry entry) {
    return order.stored() != null && !entry.isCurrent(order.stored());
  }

  private void orderExact(AssetEntry entry, Rendition exact) {
    String version = entry.source().version();
    if (quarantine.find(entry.asset(), version, exact.key()).isEmpty()) {
      backgroundOrders.order(entry.asset(), exact);
    }
  }

  /** Who accepts the form of the original gets another answer than who does not. */
  private static void tellWhatDecided(
      ProxyResponse response, @Nullable Rendition exact, MediaRequest request, AssetEntry entry) {
    var asked = request.rendition();
    if (asked != null && exact != null && SourceFit.isOpen(asked, exact, entry.source())) {
      response.headers().add(HttpHeaders.VARY, "Accept");
    }
  }

  private void tellAudience(MediaProviderRequest order, MediaRequest request, AssetEntry entry) {
    Rendition asked = asked(order, request, entry);
    boolean direct = order.option() == PublishingOption.DIRECT;
    Rendition delivered = direct ? asked : order.rendition();
    audience.served(entry.asset(), asked, delivered, order.stored() != null);
  }

  /** The form that was asked for; of an asset that nobody has looked at, nobody can tell. */
  private static @Nullable Rendition asked(
      MediaProviderRequest order, MediaRequest request, AssetEntry entry) {
    var asked = request.rendition();
    if (asked == null || (order.rendition() != null && order.distance() == 0)) {
      return order.rendition();
    }
    try {
      return RenditionResolver.resolve(asked, entry.source());
    } catch (InvalidParameterException e) {
      return null;
    }
  }
}
