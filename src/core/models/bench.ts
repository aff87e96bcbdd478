import type { ITranslate } from '../translate';
import type { ICall, IGraph, ILayer, ITensor, Shape } from './graph';
import { callLayer, newLayer, resolve, shapeOf } from './graph';
import type { IJsonObject } from './json';
import type { MaskOrigin, Masks } from './masks';
import { maskOfInput } from './masks';
import { Refusal } from './refusal';
import { inferShapes } from './shapes/infer-shapes';
import type { IWeight } from './weights';

/** Something to tell the user about the model or one of its layers. */
export interface INote {
  /** The id of the repair that says it, for example `batch-shape`. */
  id: string;
  /** The layer it is about, or null for the whole file. */
  layer: string | null;
  message: string;
}

/** What is said while a model is repaired. */
export interface INotes {
  repairs: INote[];
  warnings: INote[];
  refusals: INote[];
}

/** One difference between Keras and TensorFlow.js, and how it is mended. */
export interface IRepair {
  /** Kebab-case, names the difference. */
  id: string;
  /**
   * Mends the layer, or leaves it as it is.
   *
   * @throws Refusal when it is a layer of this kind that cannot be mended.
   */
  mend(layer: ILayer, bench: IBench): void;
}

/** A layer in the making: call it with tensors to get its first output. */
export type MadeLayer = (...inputs: ITensor[]) => ITensor;

/** How a new layer is described. */
export interface IMadeLayerOptions {
  weights?: Record<string, IWeight>;
  /** The layer is meant as Keras means it, so the repairs look at it too. */
  asKeras?: boolean;
  /** Gives the layer the name of the one it stands for; at most one of the new layers. */
  keepName?: boolean;
  /** Taken over from another layer: the layers it wraps, or its model. */
  like?: ILayer;
  /** The layer whose mask it gets. */
  expects?: ILayer;
}

/** Makes a layer, or returns the one made under this suffix for another call of the same original. */
export type Make = (
  suffix: string,
  className: string,
  config?: IJsonObject,
  options?: IMadeLayerOptions
) => MadeLayer;

/** What a repair has at hand. */
export interface IBench {
  readonly trans: ITranslate;
  readonly isKeras3: boolean;
  /** What wrote the file, for example `keras 3.10.0`. */
  readonly writer: string;
  /** Whether any layer of the file begins a mask. */
  readonly hasMasks: boolean;
  /** The layers of the graph as it is now. */
  readonly graphLayers: readonly ILayer[];
  /** The shapes of a call's inputs. */
  inputShapes(call: ICall): (Shape | undefined)[];
  /** The layer's only input shape when each call has the same, else undefined. */
  inputShape(layer: ILayer): Shape | undefined;
  /** The mask that Keras gives to one of the inputs of a call of the original model. */
  mask(call: ICall, at: number): MaskOrigin | undefined;
  /** Puts other layers in the place of this one: `build` is asked once for each call and returns its new outputs. */
  replace(
    layer: ILayer,
    build: (inputs: ITensor[], call: ICall, make: Make) => ITensor[]
  ): void;
  /** Mends a model within a layer. */
  mendModel(graph: IGraph): void;
  /** A layer name that no layer has, like the given one. */
  freeName(wanted: string): string;
  /** Records what was mended. */
  mended(layer: ILayer, message: string): void;
  warn(layer: ILayer, message: string): void;
  /** Gives up on the layer. */
  refuse(layer: ILayer, message: string): never;
}

/** The bench on which one graph is mended. */
export class Bench implements IBench {
  constructor(
    readonly graph: IGraph,
    private readonly context: {
      trans: ITranslate;
      isKeras3: boolean;
      writer: string;
      notes: INotes;
      /** Every layer name of the file: TensorFlow.js finds weights by the layer's name alone. */
      names: Set<string>;
      masks: Masks;
      masked: boolean;
      /** Mends a model within the graph. */
      mendModel(graph: IGraph): void;
      /** The masks that recurrent layers get. */
      expected: Masks;
      /** The repair that is at work. */
      repairId: string;
    }
  ) {}

  /** Layers that a repair made and that the repairs are still to look at. */
  readonly fresh: ILayer[] = [];

  get trans(): ITranslate {
    return this.context.trans;
  }

  get writer(): string {
    return this.context.writer;
  }

  get isKeras3(): boolean {
    return this.context.isKeras3;
  }

  get graphLayers(): readonly ILayer[] {
    return this.graph.layers;
  }

  get hasMasks(): boolean {
    return this.context.masked;
  }

  /** Which repair speaks from now on. */
  set repairId(id: string) {
    this.context.repairId = id;
  }

  inputShapes(call: ICall): (Shape | undefined)[] {
    return call.inputs.map(input => shapeOf(input) ?? shapeOf(resolve(input)));
  }

  /** Fills in the output shapes that were not known before the layers in front of this one were mended. */
  refreshShapes(layer: ILayer): void {
    layer.calls.forEach((call, at) => {
      const shapes = (layer.shapes[at] ??= []);
      if (shapes[0] === undefined && layer.className !== 'InputLayer') {
        inferShapes(layer, this.inputShapes(call)).forEach((shape, index) => {
          shapes[index] ??= shape;
        });
      }
    });
  }

  inputShape(layer: ILayer): Shape | undefined {
    const shapes = layer.calls.map(call => this.inputShapes(call)[0]);
    const texts = new Set(shapes.map(shape => JSON.stringify(shape?.slice(1))));
    return texts.size === 1 ? shapes[0] : undefined;
  }

  mask(call: ICall, at: number): MaskOrigin | undefined {
    return maskOfInput(call, at, this.context.masks);
  }

  replace(
    layer: ILayer,
    build: (inputs: ITensor[], call: ICall, make: Make) => ITensor[]
  ): void {
    const made = new Map<string, ILayer>();
    const make = this.makerFor(layer.name, made);
    layer.replacement = layer.calls.map((call, at) => {
      const outputs = build(call.inputs.map(resolve), call, make);
      outputs.forEach((output, index) => {
        const shapes = (output.layer.shapes[output.call] ??= []);
        shapes[output.index] ??= layer.shapes[at]?.[index];
      });
      return outputs;
    });
    const position = this.graph.layers.indexOf(layer);
    this.graph.layers.splice(position, 1, ...made.values());
  }

  private makerFor(original: string, made: Map<string, ILayer>): Make {
    return (suffix, className, config = {}, options = {}) => {
      let layer = made.get(suffix);
      if (!layer) {
        const wanted = original === '' ? suffix : `${original}_${suffix}`;
        const name = options.keepName ? original : this.freeName(wanted);
        layer = this.newLayer(newLayer(className, name, config), options);
        made.set(suffix, layer);
      }
      const target = layer;
      return (...inputs) => this.call(target, inputs);
    };
  }

  private newLayer(layer: ILayer, options: IMadeLayerOptions): ILayer {
    layer.isNative = options.asKeras !== true;
    layer.wrapped = options.like?.wrapped ?? [];
    layer.graph = options.like?.graph;
    layer.weights = new Map(Object.entries(options.weights ?? {}));
    this.inheritMask(layer, options.expects);
    if (options.asKeras) {
      this.fresh.push(layer);
    }
    return layer;
  }

  private inheritMask(layer: ILayer, like: ILayer | undefined): void {
    const expected = like && this.context.expected.get(like);
    if (expected) {
      this.context.expected.set(layer, expected);
    }
  }

  /** Makes layers that stand for none of the model's own; they come last in the list of layers. */
  maker(): Make {
    const made = new Map<string, ILayer>();
    const make = this.makerFor('', made);
    return (...description) => {
      const before = made.size;
      const layer = make(...description);
      if (made.size > before) {
        this.graph.layers.push([...made.values()][before]);
      }
      return layer;
    };
  }

  private call(layer: ILayer, inputs: ITensor[]): ITensor {
    const tensor = callLayer(layer, inputs);
    layer.shapes[tensor.call] = inferShapes(layer, inputs.map(shapeOf));
    return tensor;
  }

  mendModel(graph: IGraph): void {
    this.context.mendModel(graph);
  }

  freeName(wanted: string): string {
    let name = wanted;
    for (let count = 1; this.context.names.has(name); count++) {
      name = `${wanted}_${count}`;
    }
    this.context.names.add(name);
    return name;
  }

  mended(layer: ILayer, message: string): void {
    this.context.notes.repairs.push({
      id: this.context.repairId,
      layer: layer.name,
      message
    });
  }

  warn(layer: ILayer, message: string): void {
    this.context.notes.warnings.push({
      id: this.context.repairId,
      layer: layer.name,
      message
    });
  }

  refuse(layer: ILayer, message: string): never {
    throw new Refusal(message, layer.name);
  }
}
