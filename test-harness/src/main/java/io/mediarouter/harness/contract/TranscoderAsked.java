package io.mediarouter.harness.contract;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.farm.TranscodingInterface;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transcoding server that is checked, as its contract has it asked. */
final class TranscoderAsked implements AutoCloseable {
  private final ServerClient client;
  private final TranscodingInterface uris;
  private final SourceMedia media;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private int made;

  /**
   * @param uris where its resources are
   * @param media the sources; closed with this
   */
  TranscoderAsked(URI url, TranscodingInterface uris, SourceMedia media) {
    this.client = new ServerClient(url, ServerRole.TRANSCODING);
    this.uris = uris;
    this.media = media;
  }

  ServerClient client() {
    return client;
  }

  TranscodingInterface uris() {
    return uris;
  }

  SourceMedia media() {
    return media;
  }

  /** A rendition of the film. */
  Seen make(Rendition rendition, EncodingSpeed speed) throws IOException {
    return client.get(uris.transcode(media.film(), rendition, speed, id()), "te", "trailers");
  }

  /** A rendition of another source. */
  Seen make(String source, Rendition rendition) throws IOException {
    return client.get(uris.transcode(source, rendition, EncodingSpeed.FAST, id()));
  }

  /** A rendition or piece of the film whose streams are not encoded. */
  Seen copy(Rendition rendition) throws IOException {
    var copied = new Copied(true, true);
    String target = uris.transcode(media.film(), rendition, copied, EncodingSpeed.FAST, id());
    return client.get(target, "te", "trailers");
  }

  /** What is said to be in a source. */
  Seen probe(String source) throws IOException {
    return client.get(
        uris.probe(source).orElseThrow(() -> new IOException("no probe is configured")));
  }

  /** Some segments of the film. */
  Seen segments(StreamTrack track, int first, int count) throws IOException {
    return client.get(
        uris.segments(media.film(), track, first, count, EncodingSpeed.FAST, id())
            .orElseThrow(() -> new IOException("none is configured")));
  }

  /** The name of a task that is never asked for again. */
  String id() {
    return id("made" + ++made);
  }

  String id(String name) {
    return "check-" + run + "-" + name;
  }

  static Rendition film(int height) {
    return film(VideoCodec.H264, AudioCodec.AAC, height, 0);
  }

  static Rendition film(
      VideoCodec video, @Nullable AudioCodec audio, int height, int bitsPerSecond) {
    int width = (height * 16 / 9 + 1) / 2 * 2;
    int audioBits = bitsPerSecond > 0 ? 64_000 : 0;
    return new Rendition(
        Format.MP4, video, audio, width, height, 0, bitsPerSecond, audioBits, 0, 0, 0);
  }

  @Override
  public void close() {
    client.close();
    media.close();
  }
}
