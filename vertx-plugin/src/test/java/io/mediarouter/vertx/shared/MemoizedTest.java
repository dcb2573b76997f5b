package io.mediarouter.vertx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A value that is made from a number which changes. */
@Timeout(10)
class MemoizedTest {
  private final AtomicInteger number = new AtomicInteger(1);
  private final AtomicInteger makings = new AtomicInteger();

  @Test
  void unchanged_isMadeOnce() {
    var derived = new Memoized<>(this::make);

    assertThat(derived.get()).isEqualTo(1);
    assertThat(derived.get()).isEqualTo(1);
    assertThat(makings).hasValue(1);
  }

  @Test
  void changedTwice_isMadeAnewOnce() {
    var derived = new Memoized<>(this::make);

    change(derived, 2);
    change(derived, 3);

    assertThat(derived.get()).isEqualTo(3);
    assertThat(makings).hasValue(2);
  }

  @Test
  void changedWhileAnotherMakesItAnew_neitherTellsNorKeepsWhatIsOld() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var derived = new Memoized<>(() -> makings.get() == 1 ? makeSlowly(begun, goOn) : make());

    change(derived, 2);
    var slow = CompletableFuture.supplyAsync(derived::get);
    begun.await();
    change(derived, 3);
    var quick = CompletableFuture.supplyAsync(derived::get);
    goOn.countDown();

    assertThat(quick.get()).isEqualTo(3);
    slow.get();
    assertThat(derived.get()).isEqualTo(3);
  }

  private void change(Memoized<Integer> derived, int to) {
    number.set(to);
    derived.invalidate();
  }

  private int make() {
    makings.incrementAndGet();
    return number.get();
  }

  private int makeSlowly(CountDownLatch begun, CountDownLatch goOn) {
    int made = make();
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return made;
  }
}
