#version 450
#extension GL_GOOGLE_include_directive : require
// output[i] = activation((input[i] - mean[c]) · scale[c] / sqrt(variance[c] + epsilon) + bias[c]), c the channel of element i;
// without a mean nothing is subtracted, without a variance nothing divided by: both may already be worked into scale and bias.
//
// One invocation computes one element. input, output: count elements, N × channels × inner; the rest: channels elements each.
// variants: f32 f16
#include "kernel.glsl"
#include "activation.glsl"

layout(constant_id = 4) const bool HAS_MEAN = false;
layout(constant_id = 5) const bool HAS_VARIANCE = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Scale { ELEMENT scale_data[]; };
layout(binding = 2, set = 0) readonly buffer Bias { ELEMENT bias_data[]; };
layout(binding = 3, set = 0) readonly buffer Mean { ELEMENT mean_data[]; };
layout(binding = 4, set = 0) readonly buffer Variance { ELEMENT variance_data[]; };
layout(binding = 5, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint scale_base;
    uint bias_base;
    uint mean_base;
    uint variance_base;
    uint output_base;
    uint count;
    uint channels;
    uint inner;
    float epsilon;
    float activation_alpha;
    float activation_beta;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    uint c = i / p.inner % p.channels;
    float y = VALUE(input_data[p.input_base + i]);
    float factor = VALUE(scale_data[p.scale_base + c]);
    if (HAS_MEAN)
        y -= VALUE(mean_data[p.mean_base + c]);
    if (HAS_VARIANCE)
        factor /= sqrt(VALUE(variance_data[p.variance_base + c]) + p.epsilon);
    y = y * factor + VALUE(bias_data[p.bias_base + c]);
    output_data[p.output_base + i] = ELEMENT(activate(y, p.activation_alpha, p.activation_beta));
}
