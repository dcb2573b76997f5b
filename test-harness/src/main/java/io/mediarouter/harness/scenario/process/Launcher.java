package io.mediarouter.harness.scenario.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the processes of a farm, with a folder for all that they write. Closing it stops all that
 * it ever started and removes the folder. Safe for use by several threads.
 */
final class Launcher implements AutoCloseable {
  private static final int LOG_LINES = 12;

  private final Path folder;
  private final List<Process> born = new ArrayList<>();
  private boolean closed;

  Launcher() throws IOException {
    folder = Files.createTempDirectory("media-router-run-");
    Files.createDirectory(folder.resolve("tmp"));
  }

  Path folder() {
    return folder;
  }

  FarmProcess launch(String name, Program program, List<String> arguments) throws IOException {
    Program contained =
        program.with(List.of("-Djava.io.tmpdir=" + folder.resolve("tmp"), packedPrograms()));
    return launch(name, contained.command(arguments));
  }

  /** Starts any command that tells where it listens. */
  FarmProcess launch(String name, List<String> command) throws IOException {
    try {
      return FarmProcess.start(command, Redirect.appendTo(log(name).toFile()), this::keep);
    } catch (IOException e) {
      throw new IOException(name + " did not start: " + lastWords(name), e);
    }
  }

  /** The packed ffmpeg is unpacked once for all processes, and stays for the next run. */
  private static String packedPrograms() {
    Path standard = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    String key = "org.bytedeco.javacpp.cachedir";
    return "-D" + key + "=" + System.getProperty(key, standard.toString());
  }

  private void keep(Process process) {
    boolean late;
    synchronized (this) {
      late = closed;
      born.add(process);
    }
    if (late) {
      process.destroyForcibly();
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** The end of what a process wrote to its standard error. */
  String lastWords(String name) {
    try {
      List<String> lines = Files.readAllLines(log(name));
      int from = Math.max(0, lines.size() - LOG_LINES);
      return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "(nothing)";
    }
  }

  @Override
  public void close() {
    List<Process> toStop;
    synchronized (this) {
      closed = true;
      toStop = List.copyOf(born);
      born.clear();
    }
    toStop.parallelStream().forEach(FarmProcess::stop);
    remove(folder);
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException | UncheckedIOException e) {
      // What a process still writes there is lost anyway.
    }
  }
}
