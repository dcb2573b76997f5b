package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.KeyFrame;
import io.mediarouter.harness.farm.ffmpeg.MediaInfo;
import io.mediarouter.harness.farm.ffmpeg.Reach;
import io.mediarouter.harness.farm.ffmpeg.SegmentOrder;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The looks at sources before something is made of them. Thread-safe. */
final class SourceLooks {
  private final SourceProbe probe;
  private final Map<SourceGate.Lease, ClientConnection> looks = new ConcurrentHashMap<>();

  SourceLooks(SourceProbe probe) {
    this.probe = probe;
  }

  /**
   * What is in a source of which an order can be made.
   *
   * @throws TranscodeFailure if it cannot be read, or the order cannot be made of it
   */
  MediaInfo at(Source source, TranscodeSpec order, ClientConnection client)
      throws TranscodeFailure {
    MediaInfo info = at(source, client);
    order.checkSize(info);
    if (order.isBehind(info)) {
      throw new TranscodeFailure(
          Reason.UNTRANSCODABLE,
          "ffmpeg cannot make this rendition: t: "
              + order.start().toPlainString()
              + " (expected: before the end at "
              + info.durationSeconds()
              + " s)");
    }
    return info;
  }

  private MediaInfo at(Source source, ClientConnection client) throws TranscodeFailure {
    return looking(client, reading -> probe.probe(source, reading));
  }

  /** A look at a source, which is told what may be closed, to end it. */
  private interface Look<T> {
    T at(Consumer<SourceGate.Lease> reading) throws TranscodeFailure;
  }

  /** A client that leaves ends the look. */
  private <T> T looking(ClientConnection client, Look<T> look) throws TranscodeFailure {
    List<SourceGate.Lease> own = new ArrayList<>(1);
    try {
      return look.at(
          lease -> {
            own.add(lease);
            looks.put(lease, client);
          });
    } finally {
      own.forEach(looks::remove);
    }
  }

  /** The last key frame at or before the beginning of an order. */
  KeyFrame keyFrame(TranscodeSpec order, MediaInfo info, Source source, ClientConnection client)
      throws TranscodeFailure {
    return looking(client, reading -> probe.keyFrame(source, info, order.start(), reading))
        .orElseThrow(
            () ->
                new TranscodeFailure(
                    Reason.UNTRANSCODABLE,
                    "start: "
                        + order.start().toPlainString()
                        + " (expected: at most two minutes after a key frame)"));
  }

  /** From how far before its beginning an order's source is read; null = as the source leads. */
  @Nullable Reach reach(TranscodeSpec order, MediaInfo info, Source source, ClientConnection client)
      throws TranscodeFailure {
    return source.container().leadsToKeyFrames() || !order.seeksPictures(info)
        ? null
        : looking(client, reading -> probe.reach(source, info, order.start(), reading));
  }

  /** Checks that a source has what segments are of. */
  static void requireTrack(SegmentOrder order, MediaInfo info) throws TranscodeFailure {
    boolean lacksPicture = order.videoCodec() != null && info.video() == null;
    if (lacksPicture || (order.audioCodec() != null && info.audio() == null)) {
      throw new TranscodeFailure(
          Reason.UNTRANSCODABLE, "the source has no " + (lacksPicture ? "picture" : "sound"));
    }
  }

  boolean isEmpty() {
    return looks.isEmpty();
  }

  /** Ends the looks of those clients that have left. */
  void endThoseGone(TcpConnections connections) {
    looks.forEach((lease, client) -> endIfGone(lease, client, connections));
  }

  private static void endIfGone(
      SourceGate.Lease lease, ClientConnection client, TcpConnections connections) {
    if (client.goneFrom(connections)) {
      lease.close();
    }
  }
}
