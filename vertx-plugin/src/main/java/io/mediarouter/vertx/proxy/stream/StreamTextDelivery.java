package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Storyboard;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.Pathway;
import io.mediarouter.stream.StreamAddress;
import io.mediarouter.stream.StreamAddress.Kind;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.exchange.TextAnswer;
import io.mediarouter.vertx.stream.StreamTexts;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The delivery of texts about a stream: playlists, manifests, the times of its storyboard, and by
 * which way it is to be played.
 *
 * @param texts the texts that were written already
 * @param steering tells which ways lead to streams
 */
public record StreamTextDelivery(StreamTexts texts, Steering steering) {
  private static final String HLS = "application/vnd.apple.mpegurl";
  private static final String DASH = "application/dash+xml";

  /** As long as a source is taken to be unchanged at the least, or what follows it. */
  private static final String FRESH = "max-age=10";

  boolean has(Kind kind) {
    return kind != Kind.STEERING || steering.isOn();
  }

  /**
   * The text of all that there is to choose from. What lies on configured ways tells them, and so
   * is another one for each asset.
   */
  ProxyResponse list(
      StreamAddress asked,
      MediaStream stream,
      BiFunction<MediaStream, List<Pathway>, String> writer,
      Exchange exchange) {
    List<Pathway> pathways = steering.pathways(asked);
    return told(asked, stream, pathways.toString(), () -> writer.apply(stream, pathways), exchange);
  }

  ProxyResponse steered(StreamAddress asked, Exchange exchange) {
    return TextAnswer.of(
            steering.manifest(asked, exchange.request()), typeOf(asked.kind()), exchange)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  ProxyResponse times(
      StreamAddress asked,
      MediaStream stream,
      Rendition sheet,
      AssetEntry entry,
      Exchange exchange) {
    return playlist(
        asked, stream, () -> Storyboard.times(sheet, entry.source(), "storyboard.jpg"), exchange);
  }

  ProxyResponse playlist(
      StreamAddress asked, MediaStream stream, Supplier<String> writer, Exchange exchange) {
    return told(asked, stream, asked.rung(), writer, exchange);
  }

  /**
   * A text of a stream.
   *
   * @param name by which it is told from others of its kind
   */
  private ProxyResponse told(
      StreamAddress asked,
      MediaStream stream,
      String name,
      Supplier<String> writer,
      Exchange exchange) {
    StreamTexts.Told told = texts.of(stream, asked.kind(), name, writer);
    ProxyResponse answer = TextAnswer.of(told.text(), told.etag(), typeOf(asked.kind()), exchange);
    boolean isGood = answer.getStatusCode() < 400;
    return answer.putHeader(HttpHeaders.CACHE_CONTROL, isGood ? FRESH : "no-store");
  }

  private static String typeOf(Kind kind) {
    return switch (kind) {
      case MASTER, PLAYLIST -> HLS;
      case MANIFEST -> DASH;
      case STORYBOARD_TIMES -> Format.VTT.contentType();
      case STEERING -> Steering.TYPE;
      case INIT, SEGMENT, TEXT, STORYBOARD ->
          throw new IllegalArgumentException("not a text about a stream: " + kind);
    };
  }
}
