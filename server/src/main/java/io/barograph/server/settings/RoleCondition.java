package io.barograph.server.settings;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Looks the role up before there are any settings objects. */
final class RoleCondition implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    Map<String, Object> attributes =
        metadata.getAnnotationAttributes(ConditionalOnRole.class.getName());
    return attributes != null
        && Binder.get(context.getEnvironment())
            .bind("barograph.roles", Bindable.setOf(Role.class))
            .orElse(Set.of())
            .contains(attributes.get("value"));
  }
}
