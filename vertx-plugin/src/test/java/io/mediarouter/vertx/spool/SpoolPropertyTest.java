package io.mediarouter.vertx.spool;

import static io.mediarouter.vertx.spool.Written.CHUNK;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens in whatever order: who came in time gets exactly what was written. */
class SpoolPropertyTest {
  private static Vertx vertx;
  private static Path directory;

  enum Act {
    WRITE,
    WRITE_MORE,
    TAKE,
    OPEN,
    CLOSE
  }

  @BeforeContainer
  static void open() throws IOException {
    vertx = Vertx.vertx();
    directory = Files.createTempDirectory("spool-property");
  }

  @AfterContainer
  static void close() throws IOException {
    vertx.close().await();
    Files.delete(directory);
  }

  @Property(tries = 200)
  void readersThatCameInTime_getExactlyWhatWasWritten(
      @ForAll @Size(max = 60) List<Act> acts,
      @ForAll @IntRange(max = 6) int which,
      @ForAll @IntRange(max = 12) int chunksOnDisk,
      @ForAll @IntRange(min = 1, max = 6) int chunksInMemory,
      @ForAll boolean directoryIsGone,
      @ForAll boolean memoryIsShort) {
    var budget = new SpoolBudget(memoryIsShort ? CHUNK : Long.MAX_VALUE, 1 << 28, System::nanoTime);
    var limits =
        new SpoolLimits(
            (long) chunksInMemory * CHUNK,
            (long) chunksOnDisk * CHUNK,
            directoryIsGone ? directory.resolve("gone") : directory);
    var run = new Run(new Spool(vertx, limits, budget));

    for (int i = 0; i < acts.size(); i++) {
      run.act(acts.get(i), which + i);
    }

    run.finish();
    assertThat(budget.memoryBytes()).isZero();
    assertThat(budget.diskBytes()).isZero();
  }

  /** The model: how much was written, and who reads. */
  private static final class Run {
    private final Spool spool;
    private final List<Taker> open = new ArrayList<>();
    private int written;
    private boolean wasDeserted = true;
    private boolean failed;

    Run(Spool spool) {
      this.spool = spool;
    }

    void act(Act act, int which) {
      switch (act) {
        case WRITE -> write();
        case WRITE_MORE -> {
          write();
          write();
          write();
        }
        case TAKE -> pick(which).forEach(Taker::one);
        case OPEN -> open();
        case CLOSE -> pick(which).forEach(this::close);
      }
      wasDeserted |= open.isEmpty();
    }

    private List<Taker> pick(int which) {
      return open.isEmpty() ? List.of() : List.of(open.get(which % open.size()));
    }

    /** A producer that does not listen is the worst one. */
    private void write() {
      if (spool.write(Written.chunk(written)).succeeded()) {
        written++;
      } else {
        failed = true;
        assertThat(wasDeserted).as("fails only when nobody reads").isTrue();
      }
    }

    private void open() {
      boolean whole = spool.isWhole();
      try {
        open.add(new Taker(vertx, spool));
      } catch (StartGoneException e) {
        assertThat(spool.isWhole()).isFalse();
        return;
      }
      assertThat(whole).isTrue();
    }

    private void close(Taker taker) {
      taker.close().await();
      open.remove(taker);
      assertThat(taker.isRight()).isTrue();
    }

    void finish() {
      failed |= spool.end().failed();
      for (Taker taker : open) {
        Future<Void> rest = taker.rest();
        if (!failed) {
          rest.await();
          assertThat(taker.taken()).isEqualTo((long) written * CHUNK);
        }
        taker.close().await();
        assertThat(taker.isRight()).isTrue();
      }
      spool.release();
    }
  }
}
