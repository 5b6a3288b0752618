import type { AttributeColumn } from '../model/AttributeSource';
import { chosenColor } from '../../theme/chosenColors';
import { spanColor } from '../../theme/spanColors';
import { kindName, SpanKind, statusName, StatusCode } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import { formatColorBy, type ColorBy } from './ColorBy';

/** Which colour each row has: rows with the same code look alike, `labels[code]` says what they have in common. */
export interface RowColors {
  readonly by: ColorBy;
  readonly codes: ArrayLike<number>;
  readonly labels: readonly string[];
  /** CSS colour of each code. */
  readonly css: readonly string[];
}

/** Colour of rows that do not have the attribute. */
const missingColor = 'var(--text-faint)';

/**
 * Colours are given out in the order in which values first occur in the trace, so all viewers of a trace see the same
 * ones. Red is not among them. A service that a person chose a color for has that one.
 */
export function rowColors(model: TraceModel, by: ColorBy, column: AttributeColumn | null): RowColors {
  switch (by.type) {
    case 'service':
      return { by, codes: model.service, labels: model.services, css: model.services.map((service, i) => chosenColor(service) ?? spanColor(i)) };
    case 'status':
      return {
        by,
        codes: model.status,
        labels: [StatusCode.unset, StatusCode.ok, StatusCode.error].map(statusName),
        css: [missingColor, 'var(--success)', 'var(--error)'],
      };
    case 'kind':
      return {
        by,
        codes: model.kind,
        labels: Object.values(SpanKind).map(kindName),
        css: Object.values(SpanKind).map((kind) => (kind === 0 ? missingColor : spanColor(kind - 1))),
      };
    case 'attribute':
      return column === null ? allMissing(model, by) : byColumn(by, column);
  }
}

function allMissing(model: TraceModel, by: ColorBy): RowColors {
  return { by, codes: new Uint8Array(model.rowCount), labels: ['…'], css: [missingColor] };
}

function byColumn(by: ColorBy, column: AttributeColumn): RowColors {
  const isService = formatColorBy(by) === 'resource.service.name';
  const place = new Map<number, number>();
  const codes = new Uint32Array(column.codes.length);
  const labels = ['not set'];
  const css = [missingColor];
  for (let row = 0; row < codes.length; row++) {
    const value = column.codes[row]!;
    if (value < 0) continue;
    let code = place.get(value);
    if (code === undefined) {
      code = labels.length;
      place.set(value, code);
      labels.push(column.values[value]!);
      css.push((isService ? chosenColor(column.values[value]!) : undefined) ?? spanColor(code - 1));
    }
    codes[row] = code;
  }
  return { by, codes, labels, css };
}
