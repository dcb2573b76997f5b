package io.mediarouter.stream;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The list of what is still to be made of a film, and what somebody is at: each of several servers
 * takes one stretch of its segments after the other, until none is missing. Stretches get shorter
 * towards the end, so that all servers are done at about the same time. For one thread at a time.
 */
public final class FilmWork {
  /** One process that makes so many costs little more than a continuous encode. */
  private static final int SHORTEST = 4;

  /** Sound is made so fast that starting a process is most of it. */
  private static final int SHORTEST_OF_SOUND = 32;

  private static final int LONGEST = 64;

  private enum State {
    MISSING,
    TAKEN,
    MADE
  }

  /**
   * Segments of a track in a row, which are noted in one entry of the index.
   *
   * @param first the first one
   * @param count how many; 0 only where {@code prepares}
   * @param prepares whether the initialization is made with them
   */
  public record Stretch(StreamTrack track, int first, int count, boolean prepares) {
    /** The numbers of its parts, the initialization last. */
    public List<Integer> numbers() {
      List<Integer> numbers = new ArrayList<>(count + 1);
      for (int i = 0; i < count; i++) {
        numbers.add(first + i);
      }
      if (prepares) {
        numbers.add(StreamTrack.INIT);
      }
      return numbers;
    }
  }

  private final Film film;
  private final AssetId asset;
  private final List<State[]> states;

  /**
   * The work on a film.
   *
   * @param isStored tells of each part of its tracks whether it is there
   */
  public FilmWork(Film film, AssetId asset, Predicate<Rendition> isStored) {
    this.film = film;
    this.asset = asset;
    this.states = film.tracks().stream().map(track -> states(Film.parts(track), isStored)).toList();
  }

  private static State[] states(List<Rendition> parts, Predicate<Rendition> isStored) {
    return parts.stream()
        .map(part -> isStored.test(part) ? State.MADE : State.MISSING)
        .toArray(State[]::new);
  }

  /**
   * Takes the next stretch that nobody is at; empty where there is none.
   *
   * @param workers by how many it is made, at least 1
   */
  public Optional<Stretch> take(int workers) {
    for (int i = 0; i < states.size(); i++) {
      Optional<Stretch> next = next(film.tracks().get(i), states.get(i), workers);
      if (next.isPresent()) {
        next.get().numbers().forEach(number -> set(next.get().track(), number, State.TAKEN));
        return next;
      }
    }
    return Optional.empty();
  }

  private Optional<Stretch> next(StreamTrack track, State[] parts, int workers) {
    boolean unprepared = parts[0] == State.MISSING;
    int first = 0;
    while (first < film.segments() && parts[first + 1] != State.MISSING) {
      first++;
    }
    if (first == film.segments()) {
      return unprepared ? Optional.of(new Stretch(track, 0, 0, true)) : Optional.empty();
    }
    int end = first + 1;
    int most = Math.min(film.segments(), first + length(track, missing(parts), workers));
    while (end < most && parts[end + 1] == State.MISSING && isNotedWith(track, first, end)) {
      end++;
    }
    boolean prepares = unprepared && isNotedWith(track, first, StreamTrack.INIT);
    return Optional.of(new Stretch(track, first, end - first, prepares));
  }

  private int length(StreamTrack track, int missing, int workers) {
    int shortest = track.rung() == null ? SHORTEST_OF_SOUND : SHORTEST;
    int share = missing / (2 * workers);
    return Math.max(shortest, Math.min(LONGEST, share));
  }

  private static int missing(State[] parts) {
    return (int) Arrays.stream(parts).skip(1).filter(state -> state == State.MISSING).count();
  }

  private boolean isNotedWith(StreamTrack track, int first, int other) {
    return SegmentIndex.assetOf(asset, track.part(first))
        .equals(SegmentIndex.assetOf(asset, track.part(other)));
  }

  /** Learns that a part is stored. */
  public void made(StreamTrack track, int number) {
    set(track, number, State.MADE);
  }

  /** Learns that a part that was taken does not come: it is taken again. */
  public void giveBack(StreamTrack track, int number) {
    if (parts(track)[number + 1] == State.TAKEN) {
      set(track, number, State.MISSING);
    }
  }

  /** The same of all of a stretch. */
  public void giveBack(Stretch stretch) {
    stretch.numbers().forEach(number -> giveBack(stretch.track(), number));
  }

  private void set(StreamTrack track, int number, State state) {
    parts(track)[number + 1] = state;
  }

  private State[] parts(StreamTrack track) {
    return states.get(film.tracks().indexOf(track));
  }

  /** Whether somebody is at something. */
  public boolean isUnderWay() {
    return has(State.TAKEN);
  }

  /** Whether all is there. */
  public boolean isDone() {
    return !has(State.TAKEN) && !has(State.MISSING);
  }

  private boolean has(State state) {
    return states.stream().anyMatch(parts -> Arrays.asList(parts).contains(state));
  }

  /** The share of the pictures' segments, or of the sound's where there are none, that is there. */
  public double progress() {
    State[] parts = states.get(0);
    long made = Arrays.stream(parts).skip(1).filter(state -> state == State.MADE).count();
    return made / (double) film.segments();
  }
}
