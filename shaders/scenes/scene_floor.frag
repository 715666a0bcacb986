#version 450
#extension GL_GOOGLE_include_directive : require
// The ground with soft shadows.
#define SHADOW_LOOKS 4
#include "scene_floor.glsl"
