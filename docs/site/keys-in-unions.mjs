// A plugin for typedoc, which shows a type as it is written: `keyof typeof LIMITS_CODES.codes`, which
// refers to something internal. Here the keys are shown.
import { Converter, LiteralType, ReflectionKind, UnionType } from "typedoc";

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    const checker = context.programs[0].getTypeChecker();
    for (const alias of context.project.getReflectionsByKind(ReflectionKind.TypeAlias)) {
      if (!isUnionOfKeys(alias.type)) continue;
      const { types } = checker.getDeclaredTypeOfSymbol(context.getSymbolFromReflection(alias));
      alias.type = new UnionType(types.map(({ value }) => new LiteralType(value)));
    }
  });
}

function isUnionOfKeys(type) {
  return type?.type === "union" && type.types.every((one) => one.operator === "keyof");
}
