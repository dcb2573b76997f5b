package io.mediarouter.state.durable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.opentest4j.TestAbortedException;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs: packed ones where they run, installed ones elsewhere. */
final class PostgresBinaries {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String PACKED = "/postgres-linux-x86_64.txz";
  private static final String ALL_MAY_RUN = "rwxr-xr-x";

  private PostgresBinaries() {}

  /**
   * The directory of the programs; what is packed is unpacked below {@code home}.
   *
   * @throws TestAbortedException where there are none, with the reason
   */
  static Path in(Path home) throws IOException {
    if (isLinuxOnX86()) {
      Path programs = home.resolve("programs");
      unpack(programs);
      return programs.resolve("bin");
    }
    return installed()
        .orElseThrow(
            () ->
                new TestAbortedException(
                    "PostgreSQL: none is packed for this system, and there is no "
                        + INSTALLED
                        + "/*/bin/initdb"));
  }

  private static boolean isLinuxOnX86() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static Optional<Path> installed() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  private static void unpack(Path folder) throws IOException {
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(PACKED);
        var archive = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        unpack(entry, archive, folder.resolve(entry.getName()).normalize());
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(file -> !Files.isSymbolicLink(file)).toList()) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(ALL_MAY_RUN));
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path to)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(to);
      return;
    }
    Files.createDirectories(to.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, to);
    }
  }
}
