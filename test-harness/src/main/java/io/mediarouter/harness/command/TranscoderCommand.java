package io.mediarouter.harness.command;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.farm.FarmServer;
import io.mediarouter.harness.farm.RegisteredTranscoder;
import io.mediarouter.harness.farm.TranscoderOptions;
import io.mediarouter.harness.farm.TranscodingServer;
import io.mediarouter.harness.farm.ffmpeg.EncoderTrials;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.H264Encoder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code transcoder}: makes renditions with ffmpeg. */
@Command(
    name = "transcoder",
    description = "Makes renditions with ffmpeg: /transcode, /probe, /load, /tasks.",
    mixinStandardHelpOptions = true)
public final class TranscoderCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final ServingOptions serving = new ServingOptions();

  @Option(
      names = "--ffmpeg",
      description =
          "ffmpeg program, or the folder of ffmpeg and ffprobe (default: from PATH, else the packed"
              + " one).")
  private @Nullable Path ffmpeg;

  @Option(
      names = "--allow-source",
      paramLabel = "URL-PREFIX",
      description =
          "Prefix under which sources may lie; repeatable. Without any, every source is refused.")
  private List<URI> allowedSources = new ArrayList<>();

  @Option(
      names = "--capacity",
      description = "Cores to offer (default: the processors of this machine).")
  private double capacityCores = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--max-sessions",
      description = "Most transcodes at once; more get 503 (default: no limit).")
  private int maxSessions = Integer.MAX_VALUE;

  @Option(names = "--max-seconds", description = "Longest life of one transcode (default: 14400).")
  private long maxSeconds = TranscoderOptions.DEFAULT_MAX_TASK_TIME.toSeconds();

  @Option(
      names = "--cpus",
      description = "CPU list that ffmpeg is bound to with taskset, such as 0,2-3.")
  private @Nullable String cpus;

  @Option(
      names = "--encoders",
      split = ",",
      paramLabel = "NAME",
      description =
          "H.264 encoders to try at the start, best first: libx264, h264_nvenc, h264_qsv,"
              + " h264_vaapi; auto: all of them. The first that encodes a picture here is used;"
              + " give an encoder's limit as --max-sessions (default: libx264, not tried).")
  private List<String> encoders = new ArrayList<>();

  @Option(
      names = "--vaapi-device",
      paramLabel = "FILE",
      description = "Render node for h264_vaapi (default: ${DEFAULT-VALUE}).")
  private Path vaapiDevice = H264Encoder.DEFAULT_VAAPI_DEVICE;

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      description = "Also store and deliver files from here, so that it can be made a distributor.")
  private @Nullable Path store;

  @Option(
      names = "--register",
      paramLabel = "URL",
      description =
          "Admin interface of a proxy, such as http://127.0.0.1:8081/admin, whose cluster this"
              + " server joins by itself. Told to end, it leaves, and ends when what it makes is"
              + " made.")
  private @Nullable URI register;

  @Option(
      names = "--token-file",
      description = "File whose first line is the token for --register.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--drain-seconds",
      description = "Longest wait for what it makes at the end, with --register (default: 60).")
  private long drainSeconds = 60;

  @Override
  public Integer call() throws InterruptedException {
    return Commands.checked(spec, out -> serving.serve(member(), out));
  }

  private FarmServer member() {
    if (register == null) {
      return start();
    }
    if (tokenFile == null) {
      throw new IllegalArgumentException("token-file: missing (expected: a file, with --register)");
    }
    return new RegisteredTranscoder(
        start(), register, tokenFile, Duration.ofSeconds(drainSeconds), this::tell);
  }

  private TranscodingServer start() {
    return store == null
        ? TranscodingServer.start(options())
        : TranscodingServer.start(options(), store);
  }

  private TranscoderOptions options() {
    Ffmpeg tools = Ffmpeg.locate(ffmpeg);
    return new TranscoderOptions(
        serving.listen(),
        tools,
        allowedSources,
        capacityCores,
        maxSessions,
        Duration.ofSeconds(maxSeconds),
        cpus,
        serving.takesFaults(),
        TranscoderOptions.DEFAULT_MAX_OUTPUT_BYTES,
        h264(tools));
  }

  private H264Encoder h264(Ffmpeg tools) {
    return encoders.isEmpty()
        ? H264Encoder.LIBX264
        : new EncoderTrials(tools, vaapiDevice).choose(encoders, this::tell);
  }

  private void tell(String line) {
    requireNonNull(spec, "spec").commandLine().getErr().println(line);
  }
}
