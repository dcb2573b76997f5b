package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.FfmpegProcess;
import io.mediarouter.harness.farm.ffmpeg.KeyFrame;
import io.mediarouter.harness.farm.ffmpeg.MediaInfo;
import io.mediarouter.harness.farm.ffmpeg.Reach;
import io.mediarouter.harness.farm.ffmpeg.SegmentOrder;
import io.mediarouter.harness.farm.ffmpeg.TranscodeCommand;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The starter of tasks: looks at their source, and has ffmpeg begin with it. Thread-safe. */
final class TaskStarter {
  private static final String LISTENER = "~loudness";

  private final TranscodeCommand command;
  private final SourceLooks looks;
  private final SourceGate gate;
  private final OutputSpace space;
  private final TaskTable table;
  private final LongSupplier nanos;

  /**
   * A starter of tasks that the table then holds.
   *
   * @param space room on disk for outputs that are made together
   * @param nanos a clock that only grows
   */
  TaskStarter(
      TranscodeCommand command,
      SourceLooks looks,
      SourceGate gate,
      OutputSpace space,
      TaskTable table,
      LongSupplier nanos) {
    this.command = command;
    this.looks = looks;
    this.gate = gate;
    this.space = space;
    this.table = table;
    this.nanos = nanos;
  }

  /** A task's name, its source, and who waits for it. */
  record Asked(String id, Source source, ClientConnection client) {
    Asked listening() {
      return new Asked(id + LISTENER, source, client);
    }
  }

  /** Starts what streams one output. */
  TranscodeTask start(Asked asked, TranscodeSpec order) throws TranscodeFailure {
    MediaInfo info = looks.at(asked.source(), order, asked.client());
    Integer loudness = order.loudness();
    if (loudness != null) {
      return startAsLoud(asked, order, info, loudness);
    }
    return Reaching.start(
        order, info, reach(asked, order, info), reach -> start(asked, order, info, 0, reach));
  }

  /** Starts what is heard as loud as that, once it was listened to. */
  private TranscodeTask startAsLoud(Asked asked, TranscodeSpec order, MediaInfo info, int loudness)
      throws TranscodeFailure {
    double spent;
    double gain;
    try (TranscodeTask listener = startListening(asked.listening(), order, info)) {
      gain = listener.listen().gainTo(loudness);
      spent = listener.cpuSeconds();
    }
    TranscodeTask task = start(asked, order, info, gain, reach(asked, order, info));
    task.spentBefore(spent);
    return task;
  }

  private TranscodeTask startListening(Asked asked, TranscodeSpec order, MediaInfo info)
      throws TranscodeFailure {
    return start(
        asked,
        order,
        address -> command.listening(order, info, address, asked.source().container()));
  }

  private @Nullable Reach reach(Asked asked, TranscodeSpec order, MediaInfo info)
      throws TranscodeFailure {
    return looks.reach(order, info, asked.source(), asked.client());
  }

  private TranscodeTask start(
      Asked asked, TranscodeSpec order, MediaInfo info, double gain, @Nullable Reach reach)
      throws TranscodeFailure {
    return order.isCut()
        ? startCut(asked, order, info, gain)
        : start(
            asked,
            order,
            address ->
                command.arguments(order, info, gain, reach, address, asked.source().container()));
  }

  /** Starts what copies a piece of a source, from the key frame at or before its beginning on. */
  private TranscodeTask startCut(Asked asked, TranscodeSpec order, MediaInfo info, double gain)
      throws TranscodeFailure {
    KeyFrame key =
        order.needsKeyFrame(info)
            ? looks.keyFrame(order, info, asked.source(), asked.client())
            : null;
    return start(
        asked,
        order,
        address -> command.cut(order, info, gain, key, address, asked.source().container()));
  }

  /** Starts what makes several outputs with one decode, into files. */
  TranscodeTask startMany(Asked asked, List<TranscodeSpec> orders) throws TranscodeFailure {
    MediaInfo info = looks.at(asked.source(), orders.get(0), asked.client());
    orders.forEach(order -> order.checkSize(info));
    return Reaching.start(
        orders.get(0),
        info,
        reach(asked, anyWithPictures(orders), info),
        reach -> startFiles(asked, orders, info, reach));
  }

  private static TranscodeSpec anyWithPictures(List<TranscodeSpec> orders) {
    return orders.stream()
        .filter(each -> each.videoCodec() != null)
        .findFirst()
        .orElse(orders.get(0));
  }

  private TranscodeTask startFiles(
      Asked asked, List<TranscodeSpec> orders, MediaInfo info, @Nullable Reach reach)
      throws TranscodeFailure {
    return table.start(
        asked.id(),
        () -> {
          OutputFiles files = open(orders.size());
          return begin(
              asked,
              orders.get(0),
              files,
              address ->
                  command.arguments(
                      orders, files.paths(), info, reach, address, asked.source().container()));
        });
  }

  private OutputFiles open(int count) throws TranscodeFailure {
    try {
      return space.open(count);
    } catch (IOException e) {
      throw new TranscodeFailure(Reason.NO_SPACE, "there is no room for the outputs");
    }
  }

  /** Starts what streams segments. */
  TranscodeTask startSegments(Asked asked, SegmentOrder order) throws TranscodeFailure {
    TranscodeSpec likeness = order.likeness();
    MediaInfo info = looks.at(asked.source(), likeness, asked.client());
    SourceLooks.requireTrack(order, info);
    Reach reach = reach(asked, likeness, info);
    return start(
        asked,
        likeness,
        address -> command.segments(order, info, reach, address, asked.source().container()));
  }

  private TranscodeTask start(
      Asked asked, TranscodeSpec order, Function<URI, List<String>> arguments)
      throws TranscodeFailure {
    return table.start(asked.id(), () -> begin(asked, order, null, arguments));
  }

  private TranscodeTask begin(
      Asked asked,
      TranscodeSpec order,
      @Nullable OutputFiles files,
      Function<URI, List<String>> arguments)
      throws TranscodeFailure {
    SourceGate.Lease lease = gate.lease(asked.source());
    try {
      FfmpegProcess process = FfmpegProcess.start(arguments.apply(lease.address()));
      return new TranscodeTask(
          asked.id(), order, process, files, lease, asked.client(), table, nanos);
    } catch (IOException e) {
      lease.close();
      if (files != null) {
        files.close();
      }
      throw new TranscodeFailure(Reason.ENCODER_FAILED, "ffmpeg cannot be started");
    }
  }
}
