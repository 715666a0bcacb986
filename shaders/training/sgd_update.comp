#version 450
#extension GL_GOOGLE_include_directive : require
// Stochastic gradient descent with momentum (Sutskever et al. 2013, in the form of PyTorch's SGD):
//   g = scale · gradient + WEIGHT_DECAY · parameters, new_momentum = momentum_factor · momentum + g,
//   new_parameters = parameters - rate · (NESTEROV ? g + momentum_factor · new_momentum : new_momentum)
//
// One invocation computes one vector (layout.glsl). It reads its own elements before it writes them and nobody else's, so the outputs may lie
// where the inputs do.
//
// parameters, gradient, momentum, new_parameters, new_momentum  count vectors
// rate, scale                                                   one number; scale is read where HAS_SCALE, else 1; with 0 nothing changes
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

layout(constant_id = 4) const bool NESTEROV = false;
layout(constant_id = 5) const bool HAS_SCALE = false;

LAYOUT_BUFFER(0, Parameters, parameters_data);
LAYOUT_BUFFER(1, Gradient, gradient_data);
LAYOUT_BUFFER(2, Momentum, momentum_data);
layout(binding = 3, set = 0) readonly buffer Rate { ELEMENT rate_data[]; };
layout(binding = 4, set = 0) readonly buffer Scale { ELEMENT scale_data[]; };
layout(binding = 5, set = 0) writeonly buffer NewParameters { STORED new_parameters_data[]; };
layout(binding = 6, set = 0) writeonly buffer NewMomentum { STORED new_momentum_data[]; };

layout(push_constant) uniform Push {
    uint parameters_base;
    uint gradient_base;
    uint momentum_base;
    uint rate_base;
    uint scale_base;
    uint new_parameters_base;
    uint new_momentum_base;
    uint count;
    float momentum_factor;
    float weight_decay;
} p;

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    float rate = rate_data[p.rate_base];
    float scale = HAS_SCALE ? scale_data[p.scale_base] : 1.0;
    VECTOR parameters = LOAD(parameters_data, p.parameters_base / WIDTH + i);
    VECTOR old_momentum = LOAD(momentum_data, p.momentum_base / WIDTH + i);
    VECTOR gradient = scale * LOAD(gradient_data, p.gradient_base / WIDTH + i) + p.weight_decay * parameters;
    VECTOR momentum = p.momentum_factor * old_momentum + gradient;
    VECTOR direction = NESTEROV ? gradient + p.momentum_factor * momentum : momentum;
    bool steps = scale > 0.0;
    new_momentum_data[p.new_momentum_base / WIDTH + i] = STORED(steps ? momentum : old_momentum);
    new_parameters_data[p.new_parameters_base / WIDTH + i] = STORED(steps ? parameters - rate * direction : parameters);
}
