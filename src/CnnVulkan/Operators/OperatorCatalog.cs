using System.Collections.Immutable;

namespace CnnVulkan.Operators;

/// <summary>
/// Every operator a model file can name. An explicit list: ahead-of-time compilers strip what only reflection finds.
/// </summary>
internal static class OperatorCatalog
{
    /// <summary>Makes an operator from a node's attributes.</summary>
    public delegate Operator Factory(NodeAttributes attributes);

    /// <summary>The factories by ONNX operator type.</summary>
    public static readonly ImmutableDictionary<string, Factory> Factories = new Dictionary<string, Factory>
    {
        // Convolutions, pooling, matrix products.

        // Element by element.
        ["Relu"] = _ => new Activate(new Activation(ActivationFunction.Relu)),
        ["LeakyRelu"] = a => new Activate(new Activation(ActivationFunction.LeakyRelu, a.Float("alpha", 0.01f))),
        ["Elu"] = a => new Activate(new Activation(ActivationFunction.Elu, a.Float("alpha", 1))),
        ["Selu"] = a => new Activate(new Activation(ActivationFunction.Selu, a.Float("alpha", 1.67326319f), a.Float("gamma", 1.05070102f))),
        ["Celu"] = a => new Activate(new Activation(ActivationFunction.Celu, a.Float("alpha", 1))),
        ["Sigmoid"] = _ => new Activate(new Activation(ActivationFunction.Sigmoid)),
        ["HardSigmoid"] = a => new Activate(new Activation(ActivationFunction.HardSigmoid, a.Float("alpha", 0.2f), a.Float("beta", 0.5f))),
        ["HardSwish"] = _ => new Activate(new Activation(ActivationFunction.HardSwish)),
        ["Swish"] = a => new Activate(new Activation(ActivationFunction.Swish, a.Float("alpha", 1))),
        ["Tanh"] = _ => new Activate(new Activation(ActivationFunction.Tanh)),
        ["Softplus"] = _ => new Activate(new Activation(ActivationFunction.Softplus)),
        ["Softsign"] = _ => new Activate(new Activation(ActivationFunction.Softsign)),
        ["ThresholdedRelu"] = a => new Activate(new Activation(ActivationFunction.ThresholdedRelu, a.Float("alpha", 1))),
        ["Mish"] = _ => new Activate(new Activation(ActivationFunction.Mish)),
        ["Gelu"] = Activate.CreateGelu,
        ["Clip"] = Activate.CreateClip,
        ["Abs"] = _ => new Unary(UnaryFunction.Abs),
        ["Neg"] = _ => new Unary(UnaryFunction.Neg),
        ["Sign"] = _ => new Unary(UnaryFunction.Sign),
        ["Not"] = _ => new Unary(UnaryFunction.Not),
        ["Exp"] = _ => new Unary(UnaryFunction.Exp),
        ["Log"] = _ => new Unary(UnaryFunction.Log),
        ["Sqrt"] = _ => new Unary(UnaryFunction.Sqrt),
        ["Reciprocal"] = _ => new Unary(UnaryFunction.Reciprocal),
        ["Floor"] = _ => new Unary(UnaryFunction.Floor),
        ["Ceil"] = _ => new Unary(UnaryFunction.Ceil),
        ["Round"] = _ => new Unary(UnaryFunction.Round),
        ["Erf"] = _ => new Unary(UnaryFunction.Erf),
        ["Sin"] = _ => new Unary(UnaryFunction.Sin),
        ["Cos"] = _ => new Unary(UnaryFunction.Cos),
        ["Tan"] = _ => new Unary(UnaryFunction.Tan),
        ["Asin"] = _ => new Unary(UnaryFunction.Asin),
        ["Acos"] = _ => new Unary(UnaryFunction.Acos),
        ["Atan"] = _ => new Unary(UnaryFunction.Atan),
        ["Sinh"] = _ => new Unary(UnaryFunction.Sinh),
        ["Cosh"] = _ => new Unary(UnaryFunction.Cosh),
        ["Asinh"] = _ => new Unary(UnaryFunction.Asinh),
        ["Acosh"] = _ => new Unary(UnaryFunction.Acosh),
        ["Atanh"] = _ => new Unary(UnaryFunction.Atanh),
        ["IsNaN"] = _ => new Unary(UnaryFunction.IsNaN),
        ["IsInf"] = Unary.CreateIsInf,
        ["Add"] = a => Binary.Create(BinaryFunction.Add, a),
        ["Sub"] = a => Binary.Create(BinaryFunction.Sub, a),
        ["Mul"] = a => Binary.Create(BinaryFunction.Mul, a),
        ["Div"] = a => Binary.Create(BinaryFunction.Div, a),
        ["Pow"] = a => Binary.Create(BinaryFunction.Pow, a),
        ["PRelu"] = a => Binary.Create(BinaryFunction.PRelu, a),
        ["And"] = a => Binary.Create(BinaryFunction.And, a),
        ["Or"] = a => Binary.Create(BinaryFunction.Or, a),
        ["Xor"] = a => Binary.Create(BinaryFunction.Xor, a),
        ["Equal"] = a => Binary.Create(BinaryFunction.Equal, a),
        ["Less"] = a => Binary.Create(BinaryFunction.Less, a),
        ["LessOrEqual"] = a => Binary.Create(BinaryFunction.LessOrEqual, a),
        ["Greater"] = a => Binary.Create(BinaryFunction.Greater, a),
        ["GreaterOrEqual"] = a => Binary.Create(BinaryFunction.GreaterOrEqual, a),
        ["Mod"] = a => new Binary(a.Flag("fmod") ? BinaryFunction.Fmod : BinaryFunction.Mod),
        ["BitShift"] = Binary.CreateBitShift,
        ["Sum"] = _ => new Variadic(BinaryFunction.Add),
        ["Mean"] = _ => new Variadic(BinaryFunction.Add, mean: true),
        ["Min"] = _ => new Variadic(BinaryFunction.Min),
        ["Max"] = _ => new Variadic(BinaryFunction.Max),

        // Normalisation, reductions, search.

        // Moving elements about.
    }.ToImmutableDictionary();
}
