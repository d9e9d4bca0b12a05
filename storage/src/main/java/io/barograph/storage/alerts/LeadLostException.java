package io.barograph.storage.alerts;

/** Another server leads the group now, or nobody; what was to be saved is not. */
public final class LeadLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeadLostException(GroupKey group) {
    super("this server no longer leads group \"%s\" of %s".formatted(group.name(), group.file()));
  }
}
