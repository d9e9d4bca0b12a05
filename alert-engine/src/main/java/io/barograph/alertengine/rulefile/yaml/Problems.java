package io.barograph.alertengine.rulefile.yaml;

import io.barograph.alertengine.rule.FilePosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file. What they have in common stands before each reason. */
public final class Problems {
  /** More than anybody reads; a hostile file could have millions. */
  private static final int MOST = 1000;

  private final String file;
  private final Set<Problem> found;
  private final String subject;

  private Problems(String file, Set<Problem> found, String subject) {
    this.file = file;
    this.found = found;
    this.subject = subject;
  }

  public static Problems of(String file) {
    return new Problems(file, new LinkedHashSet<>(), "");
  }

  /** The same collection; what is added through it begins with the subjects. */
  public Problems about(String newSubject) {
    return new Problems(file, found, subject.isEmpty() ? newSubject : subject + ", " + newSubject);
  }

  String file() {
    return file;
  }

  /** Adds one, unless it is known; beyond a thousand they are only as bad as a thousand. */
  public void add(FilePosition position, String reason) {
    if (found.size() < MOST) {
      found.add(new Problem(position, subject.isEmpty() ? reason : subject + ": " + reason));
    } else if (found.size() == MOST) {
      found.add(new Problem(position, "more than " + MOST + " problems; the rest is left out"));
    }
  }

  public int count() {
    return found.size();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Problem> found() {
    return List.copyOf(found);
  }
}
