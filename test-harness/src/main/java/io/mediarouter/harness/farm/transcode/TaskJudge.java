package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.FfmpegProcess;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The judge of a task whose ffmpeg has ended: whether what it made is whole, and whose fault it is
 * if not.
 *
 * @param still whether it makes one picture
 */
record TaskJudge(FfmpegProcess process, SourceGate.Lease lease, boolean still) {
  /**
   * SIGABRT, SIGKILL, SIGSEGV and SIGTERM as the JDK reports them, and ffmpeg's own code after a
   * signal that it caught: nothing that the source did.
   */
  private static final Set<Integer> ENDED_FROM_OUTSIDE = Set.of(134, 137, 139, 143, 255);

  /** What is wrong with what ffmpeg made; null = nothing is. */
  @Nullable TranscodeFailure failure(int exitCode, boolean hasOutput) {
    if (lease.failure().isPresent()) {
      return new TranscodeFailure(Reason.SOURCE_UNREADABLE, lease.failure().orElseThrow());
    }
    if (ENDED_FROM_OUTSIDE.contains(exitCode)) {
      return new TranscodeFailure(Reason.ENCODER_FAILED, "ffmpeg was ended by a signal");
    }
    Optional<String> brokenOff = process.sourceBrokenOff();
    if (brokenOff.isPresent()) {
      return new TranscodeFailure(
          Reason.SOURCE_UNREADABLE, "the source could not be read on: " + brokenOff.orElseThrow());
    }
    Optional<String> hardware = process.hardwareComplaint();
    if (exitCode != 0 && hardware.isPresent()) {
      return hardwareFailure(hardware.orElseThrow());
    }
    if (exitCode != 0 || !hasOutput) {
      String words =
          process.lastWords().orElse("no output; the source may be shorter or lack the track");
      return lease
          .hint()
          .map(lacking -> new TranscodeFailure(Reason.SOURCE_UNREADABLE, lacking + ": " + words))
          .orElseGet(
              () ->
                  new TranscodeFailure(
                      Reason.UNTRANSCODABLE, "ffmpeg cannot make this rendition: " + words));
    }
    return still ? null : cutSource();
  }

  /** NVENC has only so many sessions; they are shared with whatever else runs on the machine. */
  private static TranscodeFailure hardwareFailure(String words) {
    return words.startsWith("OpenEncodeSessionEx failed")
        ? new TranscodeFailure(Reason.BUSY, "all sessions of the encoder are in use: " + words)
        : new TranscodeFailure(Reason.ENCODER_FAILED, "the encoder failed: " + words);
  }

  /** Of a source that is cut in the middle ffmpeg makes what is there, and ends with code 0. */
  private @Nullable TranscodeFailure cutSource() {
    return process
        .sourceCut()
        .map(
            words ->
                new TranscodeFailure(
                    Reason.UNTRANSCODABLE,
                    String.format(
                        Locale.ROOT,
                        "the source ends too early or is damaged (%s); made %.2f s of it",
                        words,
                        process.progress().mediaSeconds())))
        .orElse(null);
  }
}
